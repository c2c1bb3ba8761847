const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/**
 * The page on which a person signs in and allows an app. It reads client, code and product from the
 * fragment of its address, as they are not sent to the server.
 */
export const authPage = (names: string[], authorisePath: string): string => `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Plex</title></head>
<body>
<main></main>
<script>
const names = ${inScript(names)};
const asked = new URLSearchParams(location.hash.replace(/^#\\??/, ''));
const main = document.querySelector('main');
const show = (text, buttons) => {
  const heading = document.createElement('h1');
  heading.textContent = text;
  main.replaceChildren(heading, ...buttons.map(([label, action]) => {
    const button = document.createElement('button');
    button.textContent = label;
    button.addEventListener('click', action);
    return button;
  }));
};
const authorise = async (account) => {
  const body = { account, code: asked.get('code'), clientID: asked.get('clientID') };
  const answer = await fetch(${inScript(authorisePath)}, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) show('This sign-in has expired', []);
  else if (asked.get('forwardUrl')) location.replace(asked.get('forwardUrl'));
  else show('You may close this window', []);
};
const allow = (account) => {
  const product = asked.get('context[device][product]') ?? 'this app';
  show('Allow ' + product + '?', [['Allow', () => authorise(account)]]);
};
if (!asked.get('code') || !asked.get('clientID')) show('Something is missing in this link', []);
else if (names.length === 1) allow(names[0]);
else show('Sign in', names.map((name) => ['Sign in as ' + name, () => allow(name)]));
</script>
</body>
</html>
`;
