import { describe, expect, it } from 'vitest';
import { demandRoom, FREE_FLOOR_BYTES, FREE_FLOOR_SHARE } from './disk-room.js';

const TERABYTE = 1e12;
const path = '/home/bob/files';

describe('room on the disk', () => {
  it('is refused when less than the floor would stay free', () => {
    const space = { freeBytes: FREE_FLOOR_BYTES + 1_000, totalBytes: TERABYTE };
    expect(() => {
      demandRoom(space, { wantedBytes: 1_000, setAsideBytes: 0, path });
    }).not.toThrow();
    expect(() => {
      demandRoom(space, { wantedBytes: 1_001, setAsideBytes: 0, path });
    }).toThrow('DISK_FULL');
  });

  it('is not given twice: what other files still need is theirs', () => {
    const space = { freeBytes: FREE_FLOOR_BYTES + 1_000, totalBytes: TERABYTE };
    expect(() => {
      demandRoom(space, { wantedBytes: 600, setAsideBytes: 500, path });
    }).toThrow('DISK_FULL');
  });

  it('has a lower floor on a small disk', () => {
    const totalBytes = 64 * 1_048_576;
    const floor = totalBytes * FREE_FLOOR_SHARE;
    expect(() => {
      demandRoom({ freeBytes: floor + 10, totalBytes }, { wantedBytes: 10, setAsideBytes: 0, path });
    }).not.toThrow();
    expect(() => {
      demandRoom(
        { freeBytes: floor + 10, totalBytes },
        { wantedBytes: 100 * 1_048_576, setAsideBytes: 0, path },
      );
    }).toThrow('DISK_FULL');
  });
});
