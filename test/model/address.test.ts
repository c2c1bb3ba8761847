import { describe, expect, it } from 'vitest';
import { plainAddress, wholeAddress } from '../../lib/model/address';

describe('plainAddress', () => {
  it.each([
    ['192.168.1.20:8096', 'http://192.168.1.20:8096'],
    ['attic', 'http://attic'],
    ['localhost:32400', 'http://localhost:32400'],
    ['  HTTP://Attic:8096/  ', 'http://attic:8096'],
    ['//attic:8096', 'http://attic:8096'],
    ['https://media.example.org', 'https://media.example.org'],
    ['https://media.example.org:443/', 'https://media.example.org'],
    ['http://attic:8096/web/index.html#!/home', 'http://attic:8096'],
    ['http://attic:8096/web/#/home.html', 'http://attic:8096'],
    ['http://attic:32400/web', 'http://attic:32400'],
    ['https://example.org/jellyfin/web/index.html', 'https://example.org/jellyfin'],
    ['https://example.org/emby/', 'https://example.org/emby'],
    ['https://example.org/website/', 'https://example.org/website'],
    ['http://attic:8096/?token=secret', 'http://attic:8096'],
    ['[::1]:8096', 'http://[::1]:8096'],
    ['fd00::12', 'http://[fd00::12]'],
    ['http://[fd00::12]:32400/web/', 'http://[fd00::12]:32400'],
  ])('%s', (pasted, address) => {
    expect(plainAddress(pasted)).toBe(address);
  });

  it.each([
    '',
    '   ',
    'two words',
    'http://',
    'ftp://attic',
    'http://mia:pw@attic',
    'http://a:99999',
  ])('refuses "%s"', (pasted) => {
    expect(plainAddress(pasted)).toBeNull();
  });
});

describe('wholeAddress', () => {
  it.each([
    ['http://attic:8096/', 'http://attic:8096'],
    ['HTTPS://example.org/emby/web/index.html', 'https://example.org/emby'],
    ['attic:8096', null],
    ['attic', null],
    ['http://mia:pw@attic', null],
  ])('%s', (given, address) => {
    expect(wholeAddress(given)).toBe(address);
  });
});
