import { i18n } from '#i18n';
import type { ServerDraft } from '../../../lib/model/server';
import type { ServerView } from '../../../lib/store/read';
import { Icon } from '../../Icon';

/** What saving a changed server does, and what it does not: no change of settings clears anything. */
export function WhatChanges({ server, draft }: { server: ServerView; draft: ServerDraft }) {
  const said = sayChange(server, draft);
  if (!said) return null;
  return (
    <p class="note" role="status">
      <Icon name="next" />
      <span>{said}</span>
    </p>
  );
}

function sayChange(server: ServerView, draft: ServerDraft): string | null {
  const bound = server.userId ?? server.state?.boundUserId ?? null;
  const otherUser = bound !== null && draft.userId !== null && bound !== draft.userId;
  if (otherUser) return i18n.t('serverForm.otherUserMeans', [server.name]);
  const libraries = JSON.stringify(draft.libraries) !== JSON.stringify(server.libraries);
  return libraries ? i18n.t('serverForm.librariesMean') : null;
}
