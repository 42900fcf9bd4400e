import { t } from '@lingui/core/macro';
import { ArrowUpRight } from 'lucide-react';

/** A first step for someone who faces an empty page. */
export function PromptIdeas({ ideas, onIdea }: { ideas: readonly string[]; onIdea: (idea: string) => void }) {
  return (
    <ul aria-label={t`Ideas`} className="flex max-w-2xl flex-wrap justify-center gap-2">
      {ideas.map((idea) => (
        <li key={idea}>
          <button
            type="button"
            onClick={() => onIdea(idea)}
            className="group inline-flex items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3.5 py-2 text-start text-[0.8125rem] text-ink-2 transition-colors hover:border-ember-text/60 hover:text-ink"
          >
            {idea}
            <ArrowUpRight
              aria-hidden="true"
              className="size-3.5 shrink-0 text-ink-3 transition-colors group-hover:text-ember-text"
            />
          </button>
        </li>
      ))}
    </ul>
  );
}
