import type { Finding } from "../../js/doctor/result.js";
import { en } from "../../js/doctor/strings.js";
import { doctorView } from "../../js/doctor/view.js";

/** The doctor's two halves, with each outcome, for pictures. */

const FINDINGS: Finding[] = [
  {
    step: "Gateway reachable",
    outcome: "ok",
    text: "https://hub.example.org/services/dask-gateway/ answers: version 2026.3.0.",
    advice: "",
  },
  {
    step: "Clusters can be reached",
    outcome: "warning",
    text: "No cluster runs: whether its scheduler can be reached from here, nobody can say.",
    advice: "Launch one and check again.",
  },
  {
    step: "Login",
    outcome: "failed",
    text: "The gateway refused the login: HTTP 401.",
    advice:
      "Set the login in dask's configuration:\ngateway:\n  auth:\n    type: jupyterhub\n    kwargs: {api_token: a-very-long-name-of-a-variable-that-holds-the-token-of-the-service}",
  },
  { step: "Options", outcome: "skipped", text: "Not looked at without a login.", advice: "" },
];

export function drawDoctor(): void {
  const { element, check } = doctorView(
    en,
    async (report) =>
      report([
        { title: "Server", findings: FINDINGS },
        { title: "Browser", findings: FINDINGS.slice(0, 1) },
      ]),
    async () => {},
  );
  document.body.style.height = "600px";
  document.body.append(element);
  check();
}
