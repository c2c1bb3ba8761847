import { i18n } from '#i18n';
import { sayPosition } from './time';

/** "31:12 → 44:05", or "44:05 → cleared". */
export function FromTo(props: { kind: string; fromMs: number; toMs: number }) {
  const gone = props.kind === 'clear';
  return (
    <span class="from-to">
      {sayPosition(props.fromMs)}{' '}
      <span role="img" aria-label={i18n.t('common.to')}>
        →
      </span>{' '}
      {gone ? i18n.t('common.cleared') : sayPosition(props.toMs)}
    </span>
  );
}
