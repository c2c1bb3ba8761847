import '../../components/style.css';
import '../../components/popup/popup.css';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Popup } from '../../components/popup/Popup';

render(<Popup restart={() => browser.runtime.reload()} />, document.getElementById('app')!);
