import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const AnnouncerContext = createContext<(text: string) => void>(() => {});

/** One polite live region for the whole page: what is announced is read aloud, and shown to no one. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [news, setNews] = useState({ id: 0, text: '' });
  const announce = useCallback((text: string) => setNews(({ id }) => ({ id: id + 1, text })), []);
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div aria-live="polite" className="sr-only" role="status">
        <span key={news.id}>{news.text}</span>
      </div>
    </AnnouncerContext>
  );
}

export function useAnnouncer(): (text: string) => void {
  return useContext(AnnouncerContext);
}
