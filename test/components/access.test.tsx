// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ImportCard } from '../../components/options/data/ImportCard';
import { ServerForm } from '../../components/options/servers/ServerForm';
import { soon, TestPage } from './page';

let page: TestPage;
const request = vi.fn();
const close = vi.fn();

beforeEach(async () => {
  page = await TestPage.open();
  request.mockReset().mockResolvedValue(true);
  close.mockReset();
  fakeBrowser.permissions.request = request;
});

const found = {
  kind: 'jellyfin',
  serverId: 'x',
  serverName: 'Attic',
  version: '10.11.11',
  userId: 'u1',
  userName: 'mia',
  libraries: [{ id: '1', name: 'Films', holds: 'movie' }],
  people: [],
  inProgress: [{ title: 'Dune (2021)', positionMs: 1_872_000, runtimeMs: 9_300_000 }],
};

it('asks the browser within the click, signs in, shows who answers, and saves that', async () => {
  page.answers = {
    ...page.answers,
    signIn: { token: 'tok', userId: 'u1', userName: 'mia' },
    testServer: found,
  };
  await page.show(<ServerForm server={null} others={[]} close={close} />);
  await page.type('Address', '192.168.1.20:8096/web/index.html');
  await page.type('User name', 'mia');
  await page.type('Password', 'pw');
  page.button('Connect').click();
  expect(request).toHaveBeenCalledWith({ origins: ['http://192.168.1.20/*'] });
  await page.says('Jellyfin 10.11.11 “Attic”, you are mia');
  await page.says('Is this you?Dune (2021)at 31:12 of 2:35:00');
  expect(page.commands()).toEqual(['waitingSignIns', 'signIn', 'testServer']);

  page.click('Save');
  await soon(() => expect(close).toHaveBeenCalled());
  expect(page.sent.at(-1)).toMatchObject({
    command: 'saveServer',
    server: {
      id: expect.stringMatching(/^jellyfin-[a-z0-9]{8}$/),
      name: 'Attic',
      address: 'http://192.168.1.20:8096',
      token: 'tok',
      userId: 'u1',
      libraries: null,
    },
  });
});

it('connects to nothing when the browser refuses', async () => {
  request.mockResolvedValue(false);
  await page.show(<ServerForm server={null} others={[]} close={close} />);
  await page.type('Address', 'attic:8096');
  await page.type('User name', 'mia');
  page.button('Connect').click();
  await page.says('permission-missing');
  expect(page.commands()).toEqual(['waitingSignIns']);
  expect(page.button('Save').disabled).toBe(true);
});

it('asks for all addresses of a settings file within the click on Import', async () => {
  const file = {
    format: 'playhead-settings',
    version: 1,
    servers: [{ address: 'http://attic:8096' }, { address: 'https://emby.example.org/emby' }],
    pairs: [],
  };
  page.answers.importSettings = { servers: 2, pairs: 0 };
  await page.show(<ImportCard />);
  const input = page.root.querySelector('input')!;
  Object.defineProperty(input, 'files', { value: [new File([JSON.stringify(file)], 's.json')] });
  await act(() => {
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.says('2 servers and no pair');
  page.button('Import').click();
  expect(request).toHaveBeenCalledWith({
    origins: ['http://attic/*', 'https://emby.example.org/*'],
  });
  await page.says('Imported 2 servers and no pair.');
  expect(page.sent.at(-1)).toEqual({ command: 'importSettings', file });
});
