/** How Playhead introduces itself to a server: seen there under devices and in its log. */
export const PRODUCT = { name: 'Playhead', device: 'Browser', version: '0.1.0' } as const;
