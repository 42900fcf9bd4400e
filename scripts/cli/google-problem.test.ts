import { expect, test } from 'vitest';
import { Problem } from '../stack/terminal.ts';
import { toProblem } from './google-problem.ts';

test.each([7, 'auth/insufficient-permission', 'app/network-error'])(
  'an error of Google is shown by its message alone (%s)',
  (code) => {
    const problem = toProblem(Object.assign(new Error('7 PERMISSION_DENIED: no'), { code }));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toHaveProperty('message', '7 PERMISSION_DENIED: no');
  },
);

test.each([Object.assign(new Error('closed'), { code: 'ECONNRESET' }), new TypeError('a bug'), 'text'])(
  'other errors keep their stack (%s)',
  (error) => {
    expect(toProblem(error)).toBe(error);
  },
);
