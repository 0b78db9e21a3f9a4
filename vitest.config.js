import { defineConfig } from 'vitest/config';

// Tests run as compiled JavaScript, exactly what ships: workers and child processes find their entries beside them.
export default defineConfig({
  test: {
    globalSetup: 'dist/src/testing/node/run-of-tests.js',
    include: ['dist/src/**/*.test.js', 'dist/tests/**/*.test.js', 'dist/renderer/**/*.test.js'],
    // Two thirds of what they do is waiting for disks, browsers and processes of their own.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
