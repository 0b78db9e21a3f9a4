import { describe, expect, it } from 'vitest';
import { Secret } from '../../base/secret.js';
import { checkPassword } from './password-strength.js';

const reason = (password: string, name = 'Alice Cooper'): unknown => {
  const result = checkPassword(new Secret(password), name);
  return result.ok ? 'accepted' : result.error.params['reason'];
};

describe('a hopeless password', () => {
  it.each([
    ['short', ['', 'aB3$xyz', '  a1b2c3d   ', 'пароль1', '🔑🔑🔑🔑🔑🔑🔑']],
    [
      'common',
      [
        'password',
        'PassWord',
        'password1!',
        '!!!password2026',
        'p@ssw0rd',
        '1q2w3e4r',
        'Iloveyou1',
        'Привет123',
      ],
    ],
    ['repeated', ['aaaaaaaa', 'abababab', 'xyzxyzxyz', '🔑🔑🔑🔑🔑🔑🔑🔑']],
    [
      'sequence',
      ['12345678', '87654321', 'qwertyuiop', 'qwerty123', 'abcd1234', 'йцукенгш', 'zxcvbnm123', '1234567890'],
    ],
    ['name', ['Alice Cooper', 'alice cooper', 'alice cooper1', 'ALICE COOPER2026']],
  ])('is refused as %s', (expected, passwords) => {
    for (const password of passwords) expect([password, reason(password)]).toEqual([password, expected]);
  });

  it('is refused by a code that does not hold it', () => {
    expect(checkPassword(new Secret('password1'), 'Bob')).toMatchObject({
      ok: false,
      error: { code: 'PASSWORD_HOPELESS', params: { reason: 'common' } },
    });
  });
});

describe('a password', () => {
  it.each([
    'correct horse battery staple',
    'gT5!kq0z',
    'лето на даче в Ёлках',
    'abc-password-zebra',
    'qwerty and the cat',
  ])('like "%s" is the owner’s choice', (password) => {
    expect(reason(password)).toBe('accepted');
  });

  it('may be anything else when there is no name', () => {
    expect(reason('gT5!kq0z', '')).toBe('accepted');
  });
});
