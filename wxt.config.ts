import { defineConfig } from 'wxt';

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module', '@wxt-dev/auto-icons'],
  imports: false,
  autoIcons: { baseIconPath: 'assets/icon.svg', developmentIndicator: false },
  vite: () => ({
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // Of the oldest browsers that the manifest names: nothing is spelt out for older ones.
    build: { cssTarget: ['chrome123', 'firefox140'] },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    permissions: ['storage', 'alarms'],
    // Each asked for where it is first of use: to add the server that an open tab shows, and to tell.
    optional_permissions: ['activeTab', 'scripting', 'notifications'],
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    // Said in full for Firefox, whose own default turns every http request into https.
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self';" },
    ...(browser === 'firefox'
      ? {
          // Its private windows give an extension no database.
          incognito: 'not_allowed',
          browser_specific_settings: {
            gecko: {
              id: 'playhead@playhead.invalid',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '123' }),
  }),
});
