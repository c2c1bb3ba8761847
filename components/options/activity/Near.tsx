import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** So far above and below the window things are made ready. */
const MARGIN = '2500px 0px';

interface Props {
  /** Expected height, px. */
  height: number;
  children: () => ComponentChildren;
}

/** Is there while it is near the window; else as much empty space as it took. What is open stays. */
export function Near({ height, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const space = useRef(height);
  const near = useSignal(false);
  useEffect(() => {
    const seen = new IntersectionObserver(
      (entries) => {
        const isNear = entries.at(-1)!.isIntersecting;
        if (!isNear && box.current?.querySelector('[aria-expanded="true"], [open]')) return;
        if (!isNear && near.value) space.current = box.current?.offsetHeight ?? height;
        near.value = isNear;
      },
      { rootMargin: MARGIN },
    );
    seen.observe(box.current!);
    return () => seen.disconnect();
  }, []);
  return (
    <div ref={box} style={near.value ? undefined : { minHeight: `${space.current}px` }}>
      {near.value && children()}
    </div>
  );
}
