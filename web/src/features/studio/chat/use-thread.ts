import { useCallback, useState } from 'react';
import { z } from 'zod';
import { keptFor } from '../../../lib/kept/kept.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';

const Turn = z.object({ requestId: z.string(), prompt: z.string(), model: z.string() });
export type Turn = z.infer<typeof Turn>;

/** The conversation of this tab: only what was asked; answers are kept by the server. */
export function useThread(operation: string) {
  const { uid } = usePerson();
  const [turns, setTurns] = useState<readonly Turn[]>(() => read(uid, operation));
  const change = useCallback(
    (edit: (turns: readonly Turn[]) => readonly Turn[]) =>
      setTurns((before) => {
        const after = edit(before);
        keptFor(uid, 'tab').write(nameOf(operation), JSON.stringify(after));
        return after;
      }),
    [uid, operation],
  );
  return {
    turns,
    add: (turn: Turn) => change((before) => [...before, turn]),
    remove: (requestId: string) => change((before) => before.filter((turn) => turn.requestId !== requestId)),
    clear: () => change(() => []),
  };
}

const nameOf = (operation: string) => `thread.${operation}`;

function read(uid: string, operation: string): readonly Turn[] {
  try {
    return z.array(Turn).parse(JSON.parse(keptFor(uid, 'tab').read(nameOf(operation)) ?? '[]'));
  } catch {
    return [];
  }
}
