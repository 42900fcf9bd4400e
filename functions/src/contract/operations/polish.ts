import { defineOperation } from './define-operation.ts';
import { ANY_SOURCE, NO_FACTS, SourceId } from './fields.ts';

/** Makes a video look and sound better. */
export const polish = defineOperation({
  kind: 'polish',
  input: { source: SourceId },
  units: [],
  runs: 'queue',
  sample: { input: { kind: 'polish', source: ANY_SOURCE }, sources: [NO_FACTS] },
  atMost: () => ({}),
  promptOf: () => '',
  sources: ({ source }) => [{ requestId: source, kinds: ['video'] }],
});
