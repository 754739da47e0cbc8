/**
 * Lets what arrives together travel together: what comes while `lanes` loads are under way waits and goes as the next
 * load, up to `most` at once. With nothing under way an item leaves at the end of the turn of the loop, so that a lone
 * one loses nothing. `carry` answers in the order of its items.
 */
export function convoy<Item, Result>(
  carry: (items: Item[]) => Promise<readonly Result[]>,
  { lanes, most }: { lanes: number; most: number },
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; done: (result: Result) => void; failed: (reason: unknown) => void };
  let waiting: Waiting[] = [];
  let underWay = 0;
  let planned = false;

  const leave = async (): Promise<void> => {
    planned = false;
    const load = waiting.slice(0, most);
    waiting = waiting.slice(most);
    if (!load.length) return;
    underWay++;
    try {
      const results = await carry(load.map(({ item }) => item));
      load.forEach(({ done }, n) => {
        done(results[n] as Result);
      });
    } catch (error) {
      for (const { failed } of load) failed(error);
    } finally {
      underWay--;
      if (waiting.length) plan();
    }
  };
  const plan = (): void => {
    if (planned || underWay >= lanes) return;
    planned = true;
    setImmediate(leave);
  };

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      plan();
    });
}
