import { expect } from 'vitest';
import type { Meter } from '../../../src/meter/lane/meter.ts';

/** Returns the meter behind a wire: commands reach it as JSON, so that whatever is no plain data is missed. */
export function sentAsData(meter: Meter): Meter {
  return {
    ...meter,
    submit(accountId, command, stored) {
      const sent = JSON.parse(JSON.stringify(command));
      expect(sent).toEqual(command);
      return meter.submit(accountId, sent, stored);
    },
  };
}
