import { type Facts, type GenerationInput, MAX_PROMPT_LENGTH } from '@firemeter/functions/contract';
import type { ReactNode } from 'react';
import { LabelField } from '../../components/work/label-field.tsx';
import { Composer } from './composer.tsx';
import type { Results, StudioProps } from './kinds/studio-kind.ts';
import { ModelChoices } from './model-choices.tsx';
import { PieceCanvas } from './pieces/piece-canvas.tsx';
import { type Making, useMakingOffer } from './use-making.ts';

interface WorkbenchProps extends StudioProps {
  results: Results;
  making: Making;
  /** What would be made if it began now. */
  input: GenerationInput;
  /** What is known of what it starts from, where its price depends on that. */
  sources?: readonly Facts[] | undefined;
  label: string;
  placeholder: string;
  maxLength?: number;
  /** What is still missing besides the text, in words; null: nothing. */
  missing?: string | null;
  /** `optional`: it can begin without; `none`: this kind takes no text. */
  textIs?: 'needed' | 'optional' | 'none';
  verb?: 'generate' | 'upload';
  /** So many are made at once, each a request of its own. */
  count?: number;
  onStarted?: (requestId: string) => void;
  /** Over the text: what it starts from. */
  above?: ReactNode;
  /** Beside the model: length, size. */
  children?: ReactNode;
}

/** What has been made of one operation, and under it the box where the next is asked for. */
export function Workbench({
  results,
  making,
  input,
  sources,
  label,
  placeholder,
  maxLength = MAX_PROMPT_LENGTH,
  missing = null,
  textIs = 'needed',
  verb = 'generate',
  count = 1,
  onStarted,
  above,
  children,
  ...studio
}: WorkbenchProps) {
  const offer = useMakingOffer(making, { input, sources, count });
  return (
    <>
      <PieceCanvas {...studio} results={results} onReuse={making.reuse} onIdea={making.takeUp} />
      <Composer
        key={making.focusTurn}
        label={label}
        placeholder={placeholder}
        verb={verb}
        text={making.text}
        textIs={textIs}
        missing={missing}
        maxLength={maxLength}
        offer={offer}
        onText={making.setText}
        onSubmit={(priced) => {
          for (const requestId of making.start(priced, input)) onStarted?.(requestId);
          making.setText('');
        }}
        above={above}
      >
        <ModelChoices
          operation={making.name}
          input={input}
          sources={sources}
          model={making.model}
          onModel={making.setModel}
        />
        {children}
        <LabelField />
      </Composer>
    </>
  );
}
