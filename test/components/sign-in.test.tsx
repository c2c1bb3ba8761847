// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ServerForm } from '../../components/options/servers/ServerForm';
import { soon, TestPage } from './page';

const ATTIC = 'http://192.168.1.20:8096';
const code = { is: 'waiting', code: '123456', url: null, expiresAt: Date.now() + 600_000 };
const signedIn = {
  is: 'signed-in',
  signIn: { token: 'tok', userId: 'u1', userName: 'mia', address: ATTIC },
};
const pending = {
  way: 'quick-connect',
  isNew: true,
  server: {
    id: 'jellyfin-1',
    kind: 'jellyfin',
    name: 'jellyfin',
    address: ATTIC,
    token: null,
    userId: null,
    userName: null,
    libraries: null,
  },
};
const found = {
  kind: 'jellyfin',
  serverId: 'x',
  serverName: 'Attic',
  version: '10.11.11',
  userId: 'u1',
  userName: 'mia',
  libraries: [{ id: '1', name: 'Films', holds: 'movie' }],
  people: [],
  inProgress: [],
};
const gives = (value: unknown) => ({ ok: true, value });
const fails = (error: object) => () => ({ ok: false, error });
const silent = { code: 'timeout', message: 'It did not answer.' };

let page: TestPage;
const request = vi.fn();
const executeScript = vi.fn();

beforeEach(async () => {
  page = await TestPage.open();
  request.mockReset().mockResolvedValue(true);
  fakeBrowser.permissions.request = request;
  executeScript.mockReset().mockResolvedValue([{ result: 'done' }]);
  Object.assign(fakeBrowser, { scripting: { executeScript } });
  page.answers = { ...page.answers, beginSignIn: code, askSignIn: code, testServer: found };
});

const open = () => page.show(<ServerForm server={null} others={[]} close={() => {}} />);

function choice(label: string): HTMLInputElement {
  const labels = [...page.root.querySelectorAll('label')];
  const { htmlFor } = labels.find((one) => one.textContent === label)!;
  return page.root.querySelector<HTMLInputElement>(`#${CSS.escape(htmlFor)}`)!;
}

async function askForCode(): Promise<void> {
  await open();
  await page.type('Address', ATTIC);
  await act(() => choice('Quick Connect').click());
  page.click('Get a code');
  await page.says('123456');
}

it('connects with a sign-in that was approved while the page was closed', async () => {
  page.answers = { ...page.answers, waitingSignIns: [pending], askSignIn: signedIn };
  await open();
  await page.says('Jellyfin 10.11.11 “Attic”, you are mia');
  expect(page.button('Save').disabled).toBe(false);
  expect(page.sent.at(-1)).toMatchObject({ server: { address: ATTIC, token: 'tok' } });
});

it('says why nobody answered after the yes, and offers another code', async () => {
  page.answers = { ...page.answers, testServer: fails(silent) };
  await askForCode();
  page.answers = { ...page.answers, askSignIn: signedIn };
  await page.says('timeout');
  expect(page.button('Get a code').disabled).toBe(false);
});

it('offers another code once the address was changed after the yes', async () => {
  await askForCode();
  page.answers = { ...page.answers, askSignIn: signedIn };
  await page.says('you are mia');
  await page.type('Address', 'http://cellar:8096');
  expect(page.button('Get a code').disabled).toBe(false);
});

it('takes no answer that arrives after it was stopped', async () => {
  let late = (_: unknown) => {};
  const answer = new Promise((resolve) => {
    late = resolve;
  });
  page.answers = { ...page.answers, askSignIn: () => answer };
  await askForCode();
  await soon(() => expect(page.commands()).toContain('askSignIn'));
  page.click('Stop signing in');
  late(gives(signedIn));
  await page.says('Get a code');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(page.commands()).not.toContain('testServer');
  expect(page.root.textContent).not.toContain('123456');
});

it('connects to no chosen server that is found after it was stopped', async () => {
  let late = (_: unknown) => {};
  const answer = new Promise((resolve) => {
    late = resolve;
  });
  const offer = { serverId: 'd', name: 'Den', sharedBy: null, addresses: [ATTIC] };
  const server = { ...pending.server, kind: 'plex' };
  page.answers = {
    ...page.answers,
    waitingSignIns: [{ ...pending, way: 'plex', server }],
    askSignIn: { is: 'choose', people: [], servers: [offer] },
    chooseServer: () => answer,
  };
  await open();
  await soon(() => page.button('Use Den'));
  page.click('Use Den');
  await soon(() => expect(page.commands()).toContain('chooseServer'));
  page.click('Stop signing in');
  late(gives(signedIn.signIn));
  await soon(() => expect(page.button('Sign in with Plex').disabled).toBe(false));
  expect(page.commands()).not.toContain('testServer');
});

it("tries the better address with the tab's session, as the first one was", async () => {
  const wrong = { code: 'wrong-path', message: 'Not there.', address: `${ATTIC}/jellyfin` };
  page.answers = { ...page.answers, beginSignIn: fails(wrong) };
  const from = { kind: 'jellyfin', address: ATTIC, tabId: 7 } as const;
  await page.show(<ServerForm server={null} others={[]} from={from} close={() => {}} />);
  page.click("Use the tab's session");
  await page.says('wrong-path');
  page.answers = { ...page.answers, beginSignIn: code, askSignIn: signedIn };
  page.click(`Use ${ATTIC}/jellyfin`);
  await page.says('you are mia');
  expect(executeScript.mock.calls[0]![0].args).toEqual(['123456', `${ATTIC}/jellyfin`]);
});

it("keeps saying that the tab's session could not say yes while the code waits", async () => {
  executeScript.mockResolvedValue([{ result: 'no-session' }]);
  const from = { kind: 'jellyfin', address: ATTIC, tabId: 7 } as const;
  await page.show(<ServerForm server={null} others={[]} from={from} close={() => {}} />);
  page.click("Use the tab's session");
  await page.says('no-session');
  await soon(() => expect(page.commands()).toContain('askSignIn'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(page.root.textContent).toContain('no-session');
});
