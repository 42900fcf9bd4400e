import { type ComponentProps, type ReactNode, Suspense, useState } from 'react';
import type { LazyPart } from '../../lib/page/lazy-part.ts';

type ButtonProps = Omit<ComponentProps<'button'>, 'type' | 'children'>;

/** The props of a list or menu that is loaded on demand. Its own button looks like the one that it replaces. */
export interface OpenedProps {
  button: ButtonProps;
  face: ReactNode;
}

interface OpenerProps<P> extends OpenedProps {
  /** What the button opens, already open when it is first shown. */
  opens: LazyPart<P & OpenedProps>;
  with: P;
}

const openingKeys = /^(Enter| |ArrowDown|ArrowUp)$/;

/** Shows a button, and loads the code of what it opens when somebody comes near it. */
export function Opener<P extends object>({ opens: Opened, with: props, button, face }: OpenerProps<P>) {
  const [opened, setOpened] = useState(false);
  const closed = (
    <button
      type="button"
      {...button}
      aria-expanded={false}
      onPointerEnter={Opened.preload}
      onFocus={Opened.preload}
      onClick={() => setOpened(true)}
      onKeyDown={(event) => {
        if (!openingKeys.test(event.key)) return;
        event.preventDefault();
        setOpened(true);
      }}
    >
      {face}
    </button>
  );
  if (!opened) return closed;
  return (
    <Suspense fallback={closed}>
      <Opened {...props} button={button} face={face} />
    </Suspense>
  );
}
