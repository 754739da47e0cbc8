let current = 'Asia/Shanghai';

/** The organisation's zone, whatever zone the browser sits in; before the server has told it, that of most. */
export const zone = (): string => current;

/** An IANA name, as the server tells it with the session. */
export const setZone = (name: string): void => {
  current = name;
};
