import type { ConversationPlace } from '@firemeter/functions/contract';

/** A question, and the request that answers it. */
export interface Turn {
  readonly requestId: string;
  /** The question, or its beginning. */
  readonly prompt: string;
  readonly model: string;
}

export interface Question extends Turn {
  readonly place: ConversationPlace | undefined;
  readonly askedAtMs: number;
}

export interface Conversation {
  /** The request that began it. */
  readonly id: string;
  /** The question that it begins with. */
  readonly title: string;
  readonly turns: readonly Turn[];
  /** All its requests, those that were replaced too. */
  readonly requestIds: readonly string[];
  readonly lastAtMs: number;
}

/** Groups questions into conversations, the one with the latest question first. */
export function conversationsOf(questions: readonly Question[]): Conversation[] {
  const groups = new Map<string, Question[]>();
  // Request ids are UUIDv7: in order of time.
  for (const question of questions.toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1))) {
    const id = question.place?.id ?? question.requestId;
    groups.set(id, [...(groups.get(id) ?? []), question]);
  }
  return [...groups]
    .map(([id, all]) => {
      const turns = shownTurns(all);
      const requestIds = all.map(({ requestId }) => requestId);
      const lastAtMs = Math.max(...all.map(({ askedAtMs }) => askedAtMs));
      return { id, title: turns[0]?.prompt ?? '', turns, requestIds, lastAtMs };
    })
    .sort((a, b) => b.lastAtMs - a.lastAtMs);
}

/** Leaves out what was replaced by an edited question or another answer, and what followed it. */
function shownTurns(questions: readonly Question[]): Question[] {
  let shown: Question[] = [];
  for (const question of questions) {
    const replaces = question.place?.replaces;
    if (replaces !== undefined) shown = shown.filter(({ requestId }) => requestId < replaces);
    shown.push(question);
  }
  return shown;
}
