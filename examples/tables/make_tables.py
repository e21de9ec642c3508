#!/usr/bin/env python3
"""Makes the tables beside it out of ../cin_census.xml, so that the same invented children stand in four data sets.

    python3 make_tables.py [FOLDER]

cin/ has the census as flat tables, ssd/ the Standard Safeguarding Dataset, annex_a.xlsx Ofsted's Annex A as on
31 March 2025 (lists hold the six months before). Needs openpyxl for the workbook. What the census does not carry and
the other data sets do is added below: workers, ends of enquiries, visits, a conference that was asked for and not
held, and some dirt.
"""

import csv
import datetime
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
REFERENCE = datetime.date(2025, 3, 31)
WINDOW = datetime.date(2024, 10, 1)
CATEGORY = {
    "NEG": "a) Neglect",
    "PHY": "b) Physical abuse",
    "SAB": "c) Sexual abuse",
    "EMO": "d) Emotional abuse",
    "MUL": "e) Multiple",
}


def text(element, name):
    found = element.find(name)
    return (found.text or "").strip() if found is not None else ""


def census(root):
    """Table -> rows of the census, flat."""
    details = root.find("Header/CollectionDetails")
    tables = {"Header": [{name: text(details, name) for name in ("Collection", "Year", "ReferenceDate")}]}
    for name in (
        "ChildIdentifiers",
        "ChildCharacteristics",
        "Disabilities",
        "CINdetails",
        "Assessments",
        "CINplanDates",
        "Section47",
        "ChildProtectionPlans",
        "Reviews",
    ):
        tables[name] = []
    for child in root.findall("Children/Child"):
        identifiers = child.find("ChildIdentifiers")
        key = {"LAchildID": text(identifiers, "LAchildID")}
        tables["ChildIdentifiers"].append(
            {
                **key,
                **{
                    name: text(identifiers, name)
                    for name in ("UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate", "Sex", "PersonDeathDate")
                },
            }
        )
        characteristics = child.find("ChildCharacteristics")
        tables["ChildCharacteristics"].append({**key, "Ethnicity": text(characteristics, "Ethnicity")})
        for disability in characteristics.findall("Disabilities/Disability"):
            tables["Disabilities"].append({**key, "Disability": disability.text})
        for number, episode in enumerate(child.findall("CINdetails"), start=1):
            here = {**key, "CINdetailsID": number}
            tables["CINdetails"].append(
                {
                    **here,
                    **{
                        name: text(episode, name)
                        for name in (
                            "CINreferralDate",
                            "ReferralSource",
                            "PrimaryNeedCode",
                            "CINclosureDate",
                            "ReasonForClosure",
                            "DateOfInitialCPC",
                            "ReferralNFA",
                        )
                    },
                }
            )
            for assessment in episode.findall("Assessments"):
                dates = {
                    name: text(assessment, name)
                    for name in (
                        "AssessmentActualStartDate",
                        "AssessmentInternalReviewDate",
                        "AssessmentAuthorisationDate",
                    )
                }
                factors = [
                    factor.text for factor in assessment.findall("FactorsIdentifiedAtAssessment/AssessmentFactors")
                ]
                for factor in factors or [""]:
                    tables["Assessments"].append({**here, **dates, "AssessmentFactors": factor})
            for plan in episode.findall("CINPlanDates"):
                tables["CINplanDates"].append(
                    {**here, **{name: text(plan, name) for name in ("CINPlanStartDate", "CINPlanEndDate")}}
                )
            for enquiry in episode.findall("Section47"):
                tables["Section47"].append(
                    {
                        **here,
                        **{
                            name: text(enquiry, name)
                            for name in (
                                "S47ActualStartDate",
                                "InitialCPCtarget",
                                "DateOfInitialCPC",
                                "ICPCnotRequired",
                            )
                        },
                    }
                )
            for plan_number, plan in enumerate(episode.findall("ChildProtectionPlans"), start=1):
                tables["ChildProtectionPlans"].append(
                    {
                        **here,
                        "CPPID": plan_number,
                        **{
                            name: text(plan, name)
                            for name in (
                                "CPPstartDate",
                                "CPPendDate",
                                "InitialCategoryOfAbuse",
                                "LatestCategoryOfAbuse",
                                "NumberOfPreviousCPP",
                            )
                        },
                    }
                )
                for review in plan.findall("Reviews/CPPreviewDate"):
                    tables["Reviews"].append({**here, "CPPID": plan_number, "CPPreviewDate": review.text})
    return tables


def dataset(cin):
    """Table -> rows of the Standard Safeguarding Dataset."""
    ssd = {
        name: []
        for name in (
            "ssd_person",
            "ssd_disability",
            "ssd_cin_episodes",
            "ssd_involvements",
            "ssd_professionals",
            "ssd_cin_assessments",
            "ssd_cin_plans",
            "ssd_s47_enquiry",
            "ssd_initial_cp_conference",
            "ssd_cp_plans",
            "ssd_cp_reviews",
            "ssd_cp_visits",
            "ssd_pre_proceedings",
        )
    }
    for child in cin["ChildIdentifiers"]:
        ssd["ssd_person"].append(
            {
                "pers_person_id": child["LAchildID"],
                "pers_forename": "Invented",
                "pers_dob": child["PersonBirthDate"],
                "pers_expected_dob": child["ExpectedPersonBirthDate"],
                "pers_death_date": child["PersonDeathDate"],
            }
        )
    for row in cin["Disabilities"]:
        ssd["ssd_disability"].append(
            {
                "disa_table_id": f"D{len(ssd['ssd_disability']) + 1}",
                "disa_person_id": row["LAchildID"],
                "disa_disability_code": row["Disability"],
            }
        )

    def referral(row):
        return f"{row['LAchildID']}-R{row['CINdetailsID']}"

    conferences = {}
    for row in cin["CINdetails"]:
        ssd["ssd_cin_episodes"].append(
            {
                "cine_referral_id": referral(row),
                "cine_person_id": row["LAchildID"],
                "cine_referral_date": row["CINreferralDate"],
                "cine_referral_source_code": row["ReferralSource"],
                "cine_referral_nfa": "N",
                "cine_close_reason": row["ReasonForClosure"],
                "cine_close_date": row["CINclosureDate"],
            }
        )
        ssd["ssd_involvements"].append(
            {
                "invo_involvements_id": f"I{len(ssd['ssd_involvements']) + 1}",
                "invo_professional_id": "P1" if row["LAchildID"] < "MEADOW004" else "P2",
                "invo_professional_role_id": "ALLOCATED CASE WORKER",
                "invo_person_id": row["LAchildID"],
                "invo_involvement_start_date": row["CINreferralDate"],
                "invo_involvement_end_date": row["CINclosureDate"],
                "invo_referral_id": referral(row),
            }
        )
        if row["DateOfInitialCPC"]:
            conferences[referral(row), row["DateOfInitialCPC"]] = f"C{len(conferences) + 1}"
            ssd["ssd_initial_cp_conference"].append(
                {
                    "icpc_icpc_id": f"C{len(conferences)}",
                    "icpc_s47_enquiry_id": "",
                    "icpc_person_id": row["LAchildID"],
                    "icpc_referral_id": referral(row),
                    "icpc_icpc_transfer_in": "Y",
                    "icpc_icpc_target_date": "",
                    "icpc_icpc_date": row["DateOfInitialCPC"],
                    "icpc_icpc_outcome_cp_flag": "Y",
                }
            )
    ssd["ssd_involvements"].append(
        {
            "invo_involvements_id": "I99",
            "invo_professional_id": "P3",
            "invo_professional_role_id": "IRO",
            "invo_person_id": "MEADOW001",
            "invo_involvement_start_date": "2024-05-22",
            "invo_involvement_end_date": "",
            "invo_referral_id": "MEADOW001-R1",
        }
    )
    for number, registration in (("P1", "SW100001"), ("P2", ""), ("P3", "SW100003")):
        ssd["ssd_professionals"].append(
            {
                "prof_professional_id": number,
                "prof_professional_name": "Invented",
                "prof_social_worker_registration_no": registration,
                "prof_professional_job_title": "Social Worker",
            }
        )
    seen = set()
    for row in cin["Assessments"]:
        key = (referral(row), row["AssessmentActualStartDate"], row["AssessmentAuthorisationDate"])
        if key not in seen:
            seen.add(key)
            ssd["ssd_cin_assessments"].append(
                {
                    "cina_assessment_id": f"A{len(seen)}",
                    "cina_person_id": row["LAchildID"],
                    "cina_referral_id": referral(row),
                    "cina_assessment_start_date": row["AssessmentActualStartDate"],
                    "cina_assessment_child_seen": "Y",
                    "cina_assessment_auth_date": row["AssessmentAuthorisationDate"] or "1900-01-01",
                }
            )
    ssd["ssd_cin_assessments"].append(
        {  # of a referral that the extract left out
            "cina_assessment_id": "A99",
            "cina_person_id": "MEADOW001",
            "cina_referral_id": "MEADOW001-R0",
            "cina_assessment_start_date": "2018-01-08",
            "cina_assessment_child_seen": "Y",
            "cina_assessment_auth_date": "2018-02-01",
        }
    )
    for row in cin["CINplanDates"]:
        ssd["ssd_cin_plans"].append(
            {
                "cinp_cin_plan_id": f"N{len(ssd['ssd_cin_plans']) + 1}",
                "cinp_referral_id": referral(row),
                "cinp_person_id": row["LAchildID"],
                "cinp_cin_plan_start_date": row["CINPlanStartDate"],
                "cinp_cin_plan_end_date": row["CINPlanEndDate"],
            }
        )
    for row in cin["Section47"]:
        number = f"S{len(ssd['ssd_s47_enquiry']) + 1}"
        none_required = row["ICPCnotRequired"] == "true"
        ssd["ssd_s47_enquiry"].append(
            {
                "s47e_s47_enquiry_id": number,
                "s47e_referral_id": referral(row),
                "s47e_person_id": row["LAchildID"],
                "s47e_s47_start_date": row["S47ActualStartDate"],
                "s47e_s47_end_date": "2025-01-24" if none_required else row["DateOfInitialCPC"],
                "s47e_s47_nfa": "N",
                "s47e_s47_outcome_json": '{"NFA_FLAG": "N", "CP_CONFERENCE_FLAG": "N"}' if none_required else "",
            }
        )
        asked = (
            row["LAchildID"] == "MEADOW005" and not none_required
        )  # the census does not say; the case system does: asked for, not held
        if row["DateOfInitialCPC"] or asked:
            conferences[referral(row), row["DateOfInitialCPC"]] = f"C{len(conferences) + 1}"
            ssd["ssd_initial_cp_conference"].append(
                {
                    "icpc_icpc_id": f"C{len(conferences)}",
                    "icpc_s47_enquiry_id": number,
                    "icpc_person_id": row["LAchildID"],
                    "icpc_referral_id": referral(row),
                    "icpc_icpc_transfer_in": "N",
                    "icpc_icpc_target_date": row["InitialCPCtarget"],
                    "icpc_icpc_date": row["DateOfInitialCPC"],
                    "icpc_icpc_outcome_cp_flag": "Y" if row["LAchildID"] == "MEADOW001" else "",
                }
            )
    for row in cin["ChildProtectionPlans"]:
        ssd["ssd_cp_plans"].append(
            {
                "cppl_cp_plan_id": f"L{len(ssd['ssd_cp_plans']) + 1}",
                "cppl_referral_id": referral(row),
                "cppl_icpc_id": conferences.get((referral(row), row["CPPstartDate"]), ""),
                "cppl_person_id": row["LAchildID"],
                "cppl_cp_plan_start_date": row["CPPstartDate"],
                "cppl_cp_plan_end_date": row["CPPendDate"],
                "cppl_cp_plan_ola": "N",
                "cppl_cp_plan_initial_category": row["InitialCategoryOfAbuse"],
                "cppl_cp_plan_latest_category": row["LatestCategoryOfAbuse"],
            }
        )
    for row in cin["Reviews"]:
        ssd["ssd_cp_reviews"].append(
            {
                "cppr_cp_review_id": f"V{len(ssd['ssd_cp_reviews']) + 1}",
                "cppr_person_id": row["LAchildID"],
                "cppr_cp_plan_id": "L1",
                "cppr_cp_review_due": "",
                "cppr_cp_review_date": row["CPPreviewDate"],
                "cppr_cp_review_outcome_continue_cp": "Y",
            }
        )
    for day in ("2024-05-30", "2024-06-13"):
        ssd["ssd_cp_visits"].append(
            {
                "cppv_cp_visit_id": f"W{len(ssd['ssd_cp_visits']) + 1}",
                "cppv_person_id": "MEADOW001",
                "cppv_cp_plan_id": "L1",
                "cppv_cp_visit_date": day,
                "cppv_cp_visit_seen": "Y",
                "cppv_cp_visit_seen_alone": "Y",
            }
        )
    ssd["ssd_pre_proceedings"] = []  # as in most extracts: the table is there and nothing fills it
    return ssd


HEADINGS_OF_EMPTY = {"ssd_pre_proceedings": ["prep_table_id", "prep_person_id", "prep_pre_pro_letter_date"]}


def day(written):
    return datetime.date.fromisoformat(written) if written else None


def lists(cin):
    """Number of the list -> (title, rows) of Annex A; rows as dicts."""
    births = {row["LAchildID"]: row for row in cin["ChildIdentifiers"]}
    disabled = {}
    for row in cin["Disabilities"]:
        disabled[row["LAchildID"]] = "b) No" if row["Disability"] == "NONE" else "a) Yes"

    def child(number, with_disability=True):
        row = births[number]
        born = day(row["PersonBirthDate"] or row["ExpectedPersonBirthDate"])
        age = -1 if not row["PersonBirthDate"] else int((REFERENCE - born).days / 365.25)
        facts = {
            "Child Unique ID": number,
            "Gender": "c) Not stated/recorded",
            "Ethnicity": "s) NOBT",
            "Date of Birth": born,
            "Age": age,
        }
        if with_disability:
            facts["Does the Child have a Disability"] = disabled.get(number, "c) Unknown")
        return facts

    recent = {
        (row["LAchildID"], row["CINdetailsID"]) for row in cin["CINdetails"] if day(row["CINreferralDate"]) >= WINDOW
    }
    referrals = [
        {
            **child(row["LAchildID"], False),
            "Date of Referral": day(row["CINreferralDate"]),
            "Referral Source": row["ReferralSource"],
            "Referral NFA?": "No",
        }
        for row in cin["CINdetails"]
        if (row["LAchildID"], row["CINdetailsID"]) in recent
    ]
    assessments, seen = [], set()
    for row in cin["Assessments"]:
        start, end = day(row["AssessmentActualStartDate"]), day(row["AssessmentAuthorisationDate"])
        key = (row["LAchildID"], start, end)
        if key in seen or (end is not None and end < WINDOW and start < WINDOW):
            continue
        seen.add(key)
        assessments.append(
            {
                **child(row["LAchildID"]),
                "Continuous Assessment Start Date": start,
                "Child Seen During Continuous Assessment": "Yes",
                "Continuous Assessment Date of Authorisation": end,
            }
        )
    enquiries = [
        {
            **child(row["LAchildID"]),
            "Strategy discussion initiating Section 47 Enquiry Start Date": day(row["S47ActualStartDate"]),
            "Was an Initial Child Protection Conference deemed unnecessary?": (
                "Yes" if row["ICPCnotRequired"] == "true" else "No"
            ),
            "Date of Initial Child Protection Conference": day(row["DateOfInitialCPC"]),
            "Did the Initial Child Protection Conference Result in a Child Protection Plan": None,
        }
        for row in cin["Section47"]
        if day(row["S47ActualStartDate"]) >= WINDOW
    ]
    in_need = [
        {
            **child(row["LAchildID"]),
            "CIN Start Date": day(row["CINreferralDate"]),
            "CIN Closure Date": day(row["CINclosureDate"]),
            "Reason for Closure": row["ReasonForClosure"] or None,
        }
        for row in cin["CINdetails"]
        if not row["CINclosureDate"] or day(row["CINclosureDate"]) >= WINDOW
    ]
    plans = []
    for row in cin["ChildProtectionPlans"]:
        reviews = [day(review["CPPreviewDate"]) for review in cin["Reviews"] if review["LAchildID"] == row["LAchildID"]]
        plans.append(
            {
                **child(row["LAchildID"]),
                "Child Protection Plan Start Date": day(row["CPPstartDate"]),
                "Initial Category of Abuse": CATEGORY[row["InitialCategoryOfAbuse"]],
                "Latest Category of Abuse": CATEGORY[row["LatestCategoryOfAbuse"]],
                "Date of the Last Statutory Visit": datetime.date(2025, 3, 24),
                "Was the Child Seen Alone?": "a) Yes",
                "Date of latest review conference": max(reviews, default=None),
                "Child Protection Plan End Date": day(row["CPPendDate"]),
                "Number of Previous Child Protection Plans": int(row["NumberOfPreviousCPP"]),
            }
        )
    return {
        3: ("List 3", referrals),
        4: ("4. Assessments", assessments),
        5: ("Section 47 and ICPC", enquiries),
        6: ("List 6", in_need),
        7: ("List 7", plans),
    }


def write_csv(path, rows, headings):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=headings, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_workbook(path, sheets):
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, (title, rows) in sheets.items():
        sheet = workbook.create_sheet(title)
        if number == 5:  # a title and a blank line above the headings
            sheet.append(["Section 47 enquiries and conferences, six months to 31 March 2025"])
            sheet.append([])
        sheet.append(list(rows[0]))
        for row in rows:
            cells = list(row.values())
            if number == 4:  # kept as text
                cells = [cell.strftime("%d/%m/%Y") if isinstance(cell, datetime.date) else cell for cell in cells]
            if number == 6:  # dates that lost their format: serial numbers
                cells = [
                    (cell - datetime.date(1899, 12, 30)).days if isinstance(cell, datetime.date) else cell
                    for cell in cells
                ]
            sheet.append(cells)
        sheet.append([None, " "])
    workbook.create_sheet("Notes").append(["Every child in this workbook is invented."])
    workbook.save(path)


def main(folder):
    cin = census(ElementTree.parse(HERE.parent / "cin_census.xml").getroot())
    (folder / "cin").mkdir(parents=True, exist_ok=True)
    (folder / "ssd").mkdir(parents=True, exist_ok=True)
    for name, rows in cin.items():
        write_csv(folder / "cin" / f"{name}.csv", rows, list(rows[0]))
    for name, rows in dataset(cin).items():
        write_csv(folder / "ssd" / f"{name}.csv", rows, list(rows[0]) if rows else HEADINGS_OF_EMPTY[name])
    write_workbook(folder / "annex_a.xlsx", lists(cin))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
