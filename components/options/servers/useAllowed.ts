import { useEffect, useState } from 'preact/hooks';
import { isAllowed, onAccessChange } from '../../../lib/platform/permissions';

/** May Playhead talk to this address? Null while the browser is asked. */
export function useAllowed(address: string): boolean | null {
  const [allowed, setAllowed] = useState<boolean | null>(null);
  useEffect(() => {
    const look = () => void isAllowed(address).then(setAllowed);
    look();
    return onAccessChange(look);
  }, [address]);
  return allowed;
}
