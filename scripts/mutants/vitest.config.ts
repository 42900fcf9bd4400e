import { defineConfig } from 'vitest/config';

/** The pure tests of the decider alone, without what the other projects set up: for mutation testing. */
export default defineConfig({
  test: {
    include: ['functions/src/meter/**/*.test.ts', 'functions/src/contract/limits/turns.test.ts'],
    setupFiles: ['scripts/testing/random.ts'],
  },
});
