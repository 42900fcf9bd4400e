import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chunkGroups } from './build/chunk-groups.ts';
import { listBuiltFiles } from './build/list-built-files.ts';
import { messagePlugins } from './message-plugins.ts';

export default defineConfig(({ command }) => {
  // What is built is for production, even where a test runner, whose NODE_ENV is 'test', asks for it.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: import.meta.dirname,
    resolve: { alias: { re2js: join(import.meta.dirname, 'build/without-re2.ts') } },
    plugins: [messagePlugins(), react(), tailwindcss(), listBuiltFiles()],
    server: {
      host: '127.0.0.1',
      port: 5173,
      strictPort: true,
      // What Hosting would hand on to the functions.
      proxy: {
        ...Object.fromEntries(
          ['/api', '/mail'].map((path) => [
            path,
            process.env.FIREMETER_FUNCTIONS ?? 'http://127.0.0.1:5001/demo-firemeter/us-central1',
          ]),
        ),
      },
    },
    build: {
      target: 'es2024',
      // Every browser of that target loads modules ahead by itself.
      modulePreload: { polyfill: false },
      // The Firebase SDK is one piece of 550 kB, 165 kB on the wire.
      chunkSizeWarningLimit: 600,
      rolldownOptions: {
        input: {
          index: join(import.meta.dirname, 'index.html'),
          'service-worker': join(import.meta.dirname, 'src/service-worker/service-worker.ts'),
        },
        treeshake: { moduleSideEffects: [{ test: /functions.src.contract/, sideEffects: false }] },
        output: {
          // The browser looks for a newer worker at the same address.
          entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
          codeSplitting: { groups: chunkGroups() },
        },
      },
    },
  };
});
