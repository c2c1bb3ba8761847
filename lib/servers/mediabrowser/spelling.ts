/** Ids of servers and users, and all ids of Jellyfin, come with and without dashes, in any case. */
export const plain = (id: string): string => id.replaceAll('-', '').toLowerCase();
