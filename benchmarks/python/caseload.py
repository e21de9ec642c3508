"""Assesses a million generated children, laid out as tables of the Standard Safeguarding Dataset, and tells how fast and in how much memory.

    python benchmarks/python/caseload.py [--cases N] [--cases-all-rules N] [--threads N] [--json]

Needs pyarrow and numpy. Times are of the machine at hand: compare two builds on one machine.
"""

import argparse
import json
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

AS_AT = "2025-03-31"
DEADLINES = ["wt23-assess-45wd", "wt23-icpc-15wd", "wt23-rcpc-first-3m", "wt23-rcpc-next-6m"]
FIRST_DAY, LAST_DAY = np.datetime64("2023-01-02"), np.datetime64("2025-03-31")


def ids(prefix, numbers):
    """Texts as case systems have them: P0000017."""
    return pc.binary_join_element_wise(prefix, pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 7, "0"), "")


def days(values, missing=None):
    """A column of dates; null where `missing`, and where the day lies after the day of assessment."""
    hidden = values > LAST_DAY if missing is None else missing | (values > LAST_DAY)
    return pa.array(values.astype("datetime64[D]"), pa.date32(), mask=hidden)


def some(random, of, share):
    """The positions of a random share of so many rows."""
    return np.flatnonzero(random.random(of) < share)


def later(random, dates, least, most):
    return dates + random.integers(least, most + 1, len(dates)).astype("timedelta64[D]")


def generate(cases, seed=1):
    """Seven related tables of that many children, the same for the same seed."""
    random = np.random.default_rng(seed)
    person = np.arange(cases)
    born = np.datetime64("2008-01-01") + random.integers(0, 6000, cases).astype("timedelta64[D]")
    span = int((LAST_DAY - FIRST_DAY).astype(int))

    of_episode = np.concatenate([person, some(random, cases, 0.25)])
    episode = np.arange(len(of_episode))
    referred = FIRST_DAY + random.integers(0, span, len(episode)).astype("timedelta64[D]")

    of_assessment = np.concatenate([some(random, len(episode), 0.9), some(random, len(episode), 0.1)])
    started = later(random, referred[of_assessment], 0, 5)
    concluded = later(random, started, 10, 85)

    of_enquiry = np.concatenate([some(random, len(episode), 0.4), some(random, len(episode), 0.04)])
    enquiry_began = later(random, referred[of_enquiry], 0, 20)
    of_conference = some(random, len(of_enquiry), 0.55)
    nothing_further = np.full(len(of_enquiry), "Y")
    nothing_further[of_conference] = "N"
    conference = later(random, enquiry_began[of_conference], 5, 32)

    of_plan = some(random, len(of_conference), 0.85)
    plan_began = conference[of_plan]
    plan_ended = later(random, plan_began, 90, 900)
    plan_episode = of_enquiry[of_conference[of_plan]]

    of_review, reviewed = [], []
    held = later(random, plan_began, 60, 100)
    for _ in range(4):
        there = np.flatnonzero((held < plan_ended) & (held <= LAST_DAY))
        of_review.append(there)
        reviewed.append(held[there])
        held = later(random, held, 120, 195)
    of_review, reviewed = np.concatenate(of_review), np.concatenate(reviewed)

    people, episodes, enquiries, conferences, plans = (
        ids(prefix, np.arange(count))
        for prefix, count in zip("PREIC", (cases, len(episode), len(of_enquiry), len(of_conference), len(of_plan)))
    )

    def of_people(of):
        return people.take(pa.array(of))

    return {
        "ssd_person": pa.table({"pers_person_id": people, "pers_dob": days(born)}),
        "ssd_cin_episodes": pa.table(
            {
                "cine_referral_id": episodes,
                "cine_person_id": of_people(of_episode),
                "cine_referral_date": days(referred),
                "cine_referral_nfa": pa.array(["N"] * len(episode)),
                "cine_close_date": days(later(random, referred, 120, 1200)),
            }
        ),
        "ssd_cin_assessments": pa.table(
            {
                "cina_assessment_id": ids("A", np.arange(len(of_assessment))),
                "cina_person_id": of_people(of_episode[of_assessment]),
                "cina_referral_id": episodes.take(pa.array(of_assessment)),
                "cina_assessment_start_date": days(started),
                "cina_assessment_auth_date": days(concluded),
            }
        ),
        "ssd_s47_enquiry": pa.table(
            {
                "s47e_s47_enquiry_id": enquiries,
                "s47e_person_id": of_people(of_episode[of_enquiry]),
                "s47e_referral_id": episodes.take(pa.array(of_enquiry)),
                "s47e_s47_start_date": days(enquiry_began),
                "s47e_s47_end_date": days(later(random, enquiry_began, 3, 20)),
                "s47e_s47_nfa": pa.array(nothing_further),
            }
        ),
        "ssd_initial_cp_conference": pa.table(
            {
                "icpc_icpc_id": conferences,
                "icpc_person_id": of_people(of_episode[of_enquiry[of_conference]]),
                "icpc_s47_enquiry_id": enquiries.take(pa.array(of_conference)),
                "icpc_referral_id": episodes.take(pa.array(of_enquiry[of_conference])),
                "icpc_icpc_transfer_in": pa.array(np.full(len(of_conference), "N")),
                "icpc_icpc_date": days(conference, missing=random.random(len(conference)) < 0.02),
            }
        ),
        "ssd_cp_plans": pa.table(
            {
                "cppl_cp_plan_id": plans,
                "cppl_person_id": of_people(of_episode[plan_episode]),
                "cppl_referral_id": episodes.take(pa.array(plan_episode)),
                "cppl_icpc_id": conferences.take(pa.array(of_plan)),
                "cppl_cp_plan_start_date": days(plan_began),
                "cppl_cp_plan_end_date": days(plan_ended),
            }
        ),
        "ssd_cp_reviews": pa.table(
            {
                "cppr_cp_review_id": ids("V", np.arange(len(of_review))),
                "cppr_person_id": of_people(of_episode[plan_episode[of_review]]),
                "cppr_cp_plan_id": plans.take(pa.array(of_review)),
                "cppr_cp_review_date": days(reviewed),
            }
        ),
    }


def memory(name):
    """A line of /proc/self/status in bytes: VmRSS, or VmHWM, the most since `forget_peak`. 0 where there is no such file."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(name))
    except OSError:
        return 0


def forget_peak():
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as refs:
            refs.write("5")
    except OSError:
        pass


def assess(rulebook, tables, **options):
    """Seconds, the manifest, bytes of memory at most above what there was before."""
    forget_peak()
    before = memory("VmRSS")
    start = time.perf_counter()
    result = rulebook.assess_tables(tables, as_at=AS_AT, mapping="ssd", progress=False, **options)
    for _ in result.batches():
        pass
    seconds = time.perf_counter() - start
    return seconds, result.manifest, memory("VmHWM") - before


def numpy_deadline(tables, holidays):
    """Seconds for one deadline with numpy alone: conferences within 15 working days of the enquiries' start, joined and judged."""
    start = time.perf_counter()
    enquiries, conferences = tables["ssd_s47_enquiry"], tables["ssd_initial_cp_conference"]
    began = enquiries["s47e_s47_start_date"].to_numpy()
    where = pc.index_in(conferences["icpc_s47_enquiry_id"], enquiries["s47e_s47_enquiry_id"].combine_chunks()).to_numpy()
    held = np.full(len(began), np.datetime64("NaT"), "datetime64[D]")
    held[where] = conferences["icpc_icpc_date"].to_numpy()
    known = ~np.isnat(began)
    due = np.busday_offset(began[known], 15, roll="backward", holidays=holidays)
    as_at = np.datetime64(AS_AT)
    until = np.where(np.isnat(held[known]), as_at, held[known])
    late = np.where(until > due, np.busday_count(due, until, holidays=holidays), 0)
    status = np.select([until <= due, ~np.isnat(held[known])], [0, 1], 2)
    np.bincount(status)
    assert len(late) == len(status)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000, help="children for the rules of the deadlines")
    parser.add_argument("--cases-all-rules", type=int, default=20_000, help="children for all rules")
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--json", action="store_true", help="one JSON object in place of lines")
    options = parser.parse_args()

    import dutybound

    rulebook = dutybound.load()
    told = {"version": dutybound.__version__, "threads": options.threads, "as_at": AS_AT}

    def judged(name, tables, cases, **chosen):
        seconds, manifest, above = assess(rulebook, tables, threads=options.threads, **chosen)
        assert manifest["cases"] == cases and manifest["findings"] == sum(manifest["by_status"].values())
        told[name] = {
            "cases": cases,
            "rows": sum(table.num_rows for table in tables.values()),
            "table_bytes": sum(table.nbytes for table in tables.values()),
            "seconds": round(seconds, 2),
            "cases_per_second": round(cases / seconds),
            "findings": manifest["findings"],
            "by_status": manifest["by_status"],
            "bytes_above_tables": above,
        }
        return seconds

    judged("all_rules", generate(options.cases_all_rules), options.cases_all_rules, statuses=["overdue"])
    tables = generate(options.cases)
    seconds = judged("deadlines", tables, options.cases, rules=DEADLINES)
    holidays = np.array([str(day.date) for day in rulebook.calendar.holidays], "datetime64[D]")
    alone = min(numpy_deadline(tables, holidays) for _ in range(3))
    told["numpy_one_deadline"] = {"seconds": round(alone, 3), "ratio": round(seconds / alone, 1)}

    if options.json:
        print(json.dumps(told))
        return
    for name in ("all_rules", "deadlines"):
        run = told[name]
        print(f"{name}: {run['cases']:,} cases of {run['rows']:,} rows in {run['seconds']} s: {run['cases_per_second']:,} a second")
        print(f"  {run['findings']:,} findings: {', '.join(f'{count:,} {status}' for status, count in run['by_status'].items())}")
        print(f"  at most {run['bytes_above_tables'] / 2**20:,.0f} MiB above the tables' {run['table_bytes'] / 2**20:,.0f} MiB")
    print(f"numpy, one deadline: {alone:.3f} s; all {len(DEADLINES)} deadlines here take {seconds / alone:.1f} times that")


if __name__ == "__main__":
    main()
