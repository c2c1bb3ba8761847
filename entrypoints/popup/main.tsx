import '../../components/style.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { speakAsChosen } from '../../components/language';
import { Popup } from '../../components/popup/Popup';
import { keepSteady } from '../../components/steady';

const app = document.getElementById('app')!;

keepSteady(app);
void speakAsChosen().then(() => render(<Popup restart={() => browser.runtime.reload()} />, app));
