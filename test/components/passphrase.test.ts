import { expect, it } from 'vitest';
import { strengthOf } from '../../components/options/data/passphrase';

it.each([
  ['', 'short'],
  ['seven77', 'short'],
  ['12345678', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnop', 'weak'],
  ['passwort', 'weak'],
  ['19731204', 'weak'],
  ['tr0ub4dor&3', 'fair'],
  ['apple basket river', 'fair'],
  ['correct horse battery staple', 'strong'],
  ['kX9$vq2!Lm7#Zp', 'strong'],
])('%s is %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
