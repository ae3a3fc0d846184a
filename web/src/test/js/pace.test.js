import { Pace } from "../charts/pace.js";
import { equal, holds, test } from "./check.js";

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

async function until(condition) {
  for (let i = 0; i < 300 && !condition(); i++) await pause(100);
  holds(condition(), "waited in vain for it");
}

test("dear updates wait in proportion, and what is urgent does not", async () => {
  let done = 0;
  const pace = new Pace(() => {
    done++;
    const end = performance.now() + 25;
    while (performance.now() < end);
  });
  const asking = setInterval(() => pace.ask(), 10);
  await until(() => done === 1);
  await pause(1200);
  equal(done, 1);
  clearInterval(asking);
  pace.now();
  await pause(300);
  equal(done, 2);
});

test("cheap updates come often", async () => {
  let done = 0;
  const pace = new Pace(() => done++, { shortest: 20, longest: 60 });
  const asking = setInterval(() => pace.ask(), 5);
  await until(() => done >= 10);
  clearInterval(asking);
});
