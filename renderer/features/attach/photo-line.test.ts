import { describe, expect, it } from 'vitest';
import type { MetadataValue } from '../../../src/contract/values.js';
import { photoLine } from './photo-line.js';

const stripped = (...removed: MetadataValue['removed']): MetadataValue => ({
  ...{ outcome: 'stripped', removed, reason: null },
});
const cannot = (reason: MetadataValue['reason']): MetadataValue => ({
  ...{ outcome: 'cannot', removed: [], reason },
});
const file = (extension: string) => ({ keepMetadata: false, extension });
const NOTHING: MetadataValue = { outcome: 'nothing', removed: [], reason: null };

describe('the line of a file that is about to be sent', () => {
  it.each([
    ['stripped', stripped('exif', 'thumbnail'), false, false],
    ['stripped', stripped('time'), false, false],
    ['tidied', stripped('comment', 'trailer'), false, false],
    ['kept', stripped('exif'), true, false],
    ['keptUnknown', stripped('comment'), true, false],
    ['damaged', cannot('damaged'), false, true],
    ['large', cannot('large'), false, true],
    ['keptUnknown', cannot('damaged'), true, false],
    ['keptUnknown', cannot('large'), true, false],
  ])('says "%s", and its owner may have it otherwise', (key, metadata, keep, isStopped) => {
    const line = photoLine(metadata, { keepMetadata: keep, extension: 'jpg' });
    expect(line).toEqual({ key: `attach.photo.${key}`, isStopped, hasChoice: true });
  });

  it('leaves no choice where nothing is taken off', () => {
    const line = { key: 'attach.photo.nothing', isStopped: false, hasChoice: false };
    expect(photoLine(NOTHING, file('jpg'))).toEqual(line);
    expect(photoLine(NOTHING, { ...file('jpg'), keepMetadata: true })).toEqual(line);
  });

  it.each([
    ['film', ['mp4', 'mov', 'webm', 'mkv', 'mp3', 'm4a', 'opus', 'wav']],
    ['otherPicture', ['heic', 'gif', 'avif']],
    ['document', ['pdf', 'docx']],
    ['folder', ['zip', '7z', 'tar']],
    ['unchanged', ['txt', 'exe', 'constructor', '']],
  ])('says "%s" of what goes as it is', (key, extensions) => {
    const line = { key: `attach.photo.${key}`, isStopped: false, hasChoice: false };
    for (const extension of extensions) expect(photoLine(cannot('format'), file(extension))).toEqual(line);
  });

  it('says that what is in a folder stays as it is', () => {
    const line = { key: 'attach.photo.folder', isStopped: false, hasChoice: false };
    expect(photoLine(cannot('folder'), file('zip'))).toEqual(line);
  });
});
