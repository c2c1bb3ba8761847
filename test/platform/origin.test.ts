import { describe, expect, it } from 'vitest';
import { originPattern } from '../../lib/model/origin';

describe('originPattern', () => {
  it('leaves out the port, which Firefox does not grant', () => {
    expect(originPattern('http://192.168.1.20:8096/emby')).toBe('http://192.168.1.20/*');
    expect(originPattern('https://[fd00::12]:32400')).toBe('https://[fd00::12]/*');
  });

  it('knows no pattern for what is no web address', () => {
    expect(originPattern('attic')).toBeNull();
    expect(originPattern('file:///etc')).toBeNull();
  });
});
