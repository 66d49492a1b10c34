import type { Finding } from "../../js/doctor/result.js";
import type { DoctorStrings } from "../../js/doctor/strings.js";
import { doctorView } from "../../js/doctor/view.js";
import { table } from "./gallery-language.js";

/** The doctor's two halves, with each outcome, for pictures. */

const ADDRESS = "https://hub.example.org/services/dask-gateway";

/** One of each outcome, and one whose advice has lines of a configuration. */
const findings = ({
  steps,
  reach,
  login,
  dashboards,
  figures,
  ...say
}: DoctorStrings): Finding[] => [
  { step: steps.reach, outcome: "ok", text: reach.gateway(ADDRESS, "2026.3.0"), advice: "" },
  {
    step: steps.direct,
    outcome: "warning",
    text: say.direct.noCors,
    advice: "",
  },
  {
    step: steps.login,
    outcome: "failed",
    text: login.noScope,
    advice: login.noScopeAdvice("dask-gateway"),
  },
  {
    step: steps.figures,
    outcome: "warning",
    text: figures.missing,
    advice: figures.missingAdvice,
  },
  {
    step: steps.dashboards,
    outcome: "skipped",
    text: say.needsReach(steps.reach),
    advice: dashboards.outsideAdvice,
  },
];

export function drawDoctor(): void {
  const { doctor } = table.parts;
  if (doctor === undefined) throw new Error("the doctor has no table");
  const { element, check } = doctorView(
    doctor,
    async (report) =>
      report([
        { title: doctor.fromServer, findings: findings(doctor) },
        { title: doctor.fromBrowser, findings: findings(doctor).slice(0, 1) },
      ]),
    async () => {},
  );
  document.body.style.height = "600px";
  document.body.append(element);
  check();
}
