import '../../components/style.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { speakAsChosen } from '../../components/language';
import { Popup } from '../../components/popup/Popup';

void speakAsChosen().then(() =>
  render(<Popup restart={() => browser.runtime.reload()} />, document.getElementById('app')!),
);
