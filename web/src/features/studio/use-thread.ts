import { useCallback, useState } from 'react';
import { z } from 'zod';
import { usePerson } from '../../lib/session.tsx';

const Turn = z.object({ requestId: z.string(), prompt: z.string(), model: z.string() });
export type Turn = z.infer<typeof Turn>;

/** The conversation of this tab: only what was asked; answers are kept by the server. */
export function useThread(operation: string) {
  const { uid } = usePerson();
  const key = `firemeter.thread.${uid}.${operation}`;
  const [turns, setTurns] = useState<readonly Turn[]>(() => read(key));
  const change = useCallback(
    (edit: (turns: readonly Turn[]) => readonly Turn[]) =>
      setTurns((before) => {
        const after = edit(before);
        sessionStorage.setItem(key, JSON.stringify(after));
        return after;
      }),
    [key],
  );
  return {
    turns,
    add: (turn: Turn) => change((before) => [...before, turn]),
    remove: (requestId: string) => change((before) => before.filter((turn) => turn.requestId !== requestId)),
    clear: () => change(() => []),
  };
}

function read(key: string): readonly Turn[] {
  try {
    return z.array(Turn).parse(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}
