import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { price } from './price.ts';

afterEach(() => vi.restoreAllMocks());

test('prices are printed with what they assume, and small amounts with digits that say something', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'firemeter-price-'));
  const usage = join(folder, 'usage.csv');
  writeFileSync(usage, 'operation,model,requests,costUsd\nscan,ocr,2,0.000318\nread,ocr,2,1234.5\n');
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await price({ usage, days: '30', margin: '57', fee: '4', creditUsd: '0.009' });
  rmSync(folder, { recursive: true });
  const shown = write.mock.calls.join('');
  expect(shown).toMatch(
    /\$0\.00900 \(--credit-usd\).* 57% are margin \(--margin\).* 4% the payment fee \(--fee\)/,
  );
  expect(shown).toMatch(/2 requests: \$0\.000318 cost, \$0\.000815 revenue/);
  expect(shown).toMatch(/2 requests: \$1234\.50 cost/);
});
