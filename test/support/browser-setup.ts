import { fakeBrowser } from 'wxt/testing/fake-browser';
import { speak } from '../components/words';

// WXT only stubs these two, and a test that takes its own stubs away would take them away with it:
// what is loaded after it, once for all files, would find no browser.
Object.assign(globalThis, { browser: fakeBrowser, chrome: fakeBrowser });

// The browser's own words are taken when the code is first loaded, by whichever file that is.
speak();
