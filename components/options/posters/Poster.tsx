import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { send } from '../../../lib/platform/send';

/** So far above and below the window posters are asked for. */
const MARGIN = '200px 0px';

/** Room for a poster, and the first one that a server gives once the room is near the window. */
export function Poster({ items }: { items: Record<string, string> }) {
  const room = useRef<HTMLDivElement>(null);
  const picture = useSignal<string | null>(null);
  useEffect(() => {
    let here = true;
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        void firstOf(items).then((found) => {
          if (here) picture.value = found;
        });
      },
      { rootMargin: MARGIN },
    );
    seen.observe(room.current!);
    return () => {
      here = false;
      seen.disconnect();
    };
  }, []);
  return (
    <div ref={room} class="poster">
      {picture.value && <img src={picture.value} alt="" />}
    </div>
  );
}

async function firstOf(items: Record<string, string>): Promise<string | null> {
  for (const [serverId, itemId] of Object.entries(items)) {
    const answer = await send('poster', { serverId, itemId });
    if (answer.ok && answer.value) return answer.value.dataUrl;
  }
  return null;
}
