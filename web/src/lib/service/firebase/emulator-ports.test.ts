import { expect, test } from 'vitest';
import { emulatorPorts } from './emulator-ports.ts';

test('emulators at their usual ports belong to a page at its usual port', () => {
  expect(emulatorPorts({ pagePort: 5000, basePort: 5000 })).toEqual({
    functions: 5001,
    firestore: 8080,
    auth: 9099,
  });
});

test('emulators are moved by as much as the page is', () => {
  expect(emulatorPorts({ pagePort: 5593, basePort: 5173 })).toEqual({
    functions: 5421,
    firestore: 8500,
    auth: 9519,
  });
});
