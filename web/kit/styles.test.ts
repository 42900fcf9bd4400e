import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

test('colors keep their light and dark values where a bundler rewrites light-dark()', async () => {
  const styles = join(import.meta.dirname, 'styles.css');
  const made = await build({
    ...{ configFile: false, logLevel: 'silent', root: import.meta.dirname },
    build: { write: false, cssTarget: 'chrome111', rolldownOptions: { input: styles } },
  });
  const [css] = (made as Rolldown.RolldownOutput).output.flatMap((file) =>
    file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : [],
  );
  expect(css).toContain('--fm-surface:var(--lightningcss-light,#fff)var(--lightningcss-dark,#1b1a19)');
  expect(css).toMatch(
    /:where\(:root\)\{--lightningcss-light:initial;--lightningcss-dark: ?;color-scheme:light/,
  );
});
