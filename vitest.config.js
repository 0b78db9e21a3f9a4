import { defineConfig } from 'vitest/config';

// Tests run as compiled JavaScript, exactly what ships: workers and child processes find their entries beside them.
export default defineConfig({
  test: {
    include: ['dist/src/**/*.test.js', 'dist/tests/**/*.test.js', 'dist/renderer/**/*.test.js'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
