import { describe, expect, it } from 'vitest';
import { errorWords } from './error-words.js';

describe('the words for an error', () => {
  it.each([
    ['theirs', 'Their Kith is older than yours can talk to. Ask them to update it.'],
    ['ours', 'Your Kith is older than theirs can talk to. Update it.'],
  ])('say which side of a version is older: %s', (older, sentence) => {
    expect(errorWords({ code: 'PEER_VERSION_UNSUPPORTED', params: { older } })).toBe(sentence);
  });

  it('leave it open where that is not known', () => {
    expect(errorWords({ code: 'PEER_VERSION_UNSUPPORTED', params: { older: 'toString' } })).toContain(
      'Whoever has the older Kith needs to update it.',
    );
  });

  it.each([
    ['missing', '/media/stick is not there any more. Save the copy in another folder.'],
    ['access', 'Nothing may be written in /media/stick. Save the copy in another folder.'],
    ['special', '/media/stick is no folder. Save the copy in another one.'],
    ['toString', 'Nothing can be saved in this folder. Choose another one.'],
  ])('say why nothing can be saved in a folder: %s', (reason, sentence) => {
    expect(errorWords({ code: 'FOLDER_UNUSABLE', params: { path: '/media/stick', reason } })).toBe(sentence);
  });

  it('say of what the node did not understand that nothing was changed, and none of its insides', () => {
    const sentence = 'Your node did not understand that. Nothing was changed.';
    expect(errorWords({ code: 'INPUT_INVALID', params: { what: 'nodeId' } })).toBe(sentence);
  });
});
