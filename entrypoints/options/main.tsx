import '../../components/style.css';
import '../../components/options/options.css';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { speakAsChosen } from '../../components/language';
import { Options } from '../../components/options/Options';
import { keepSteady } from '../../components/steady';

const { version } = browser.runtime.getManifest();
const app = document.getElementById('app')!;

keepSteady(app);
void speakAsChosen().then(() =>
  render(<Options version={version} restart={() => browser.runtime.reload()} />, app),
);
