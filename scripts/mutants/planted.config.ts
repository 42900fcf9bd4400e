import { defineConfig } from 'vitest/config';
import { messagePlugins } from '../../web/message-plugins.ts';

/** Any test of the functions, on the emulator that the runner names. */
export default defineConfig({
  plugins: messagePlugins(),
  test: {
    include: ['functions/**/*.test.ts', 'web/{src,test}/**/*.test.{ts,tsx}'],
    setupFiles: ['scripts/testing/random.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
