"""The page in a browser: headless Chromium, driven by selenium. Skipped where either is missing."""

from __future__ import annotations

import json
import shutil

import pytest
from report_caseload import Result, finding, many, some

import dutybound.report

webdriver = pytest.importorskip("selenium.webdriver")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    pytest.skip("chromium and chromium-driver are not installed", allow_module_level=True)

from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

TEAMS = {"A1": "North", "A2": "North", "A3": "South"}
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
)


def browser(folder, script=True):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=webdriver.ChromeService(DRIVER), options=options)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    driver = browser(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def opened(driver, path):
    """The page, loaded, with no log of what came before it."""
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")
    driver.get(path.as_uri())
    return driver


@pytest.fixture
def page(chromium, tmp_path):
    evil = "</script><img src=x onerror=alert(1)>\u2028\"'"
    rows = [
        *some(),
        finding(
            evil,
            "wt23-assess-45wd",
            "due",
            evil,
            record_id=evil,
            due="2026-03-20",
            days=-10,
            day_unit="working_days",
            missing=[evil],
        ),
    ]
    error = {
        "case_id": "A3",
        "table": "assessments",
        "row": 4,
        "column": "end date",
        "path": "episodes[0].assessments[0].completed_at",
        "value": "2020-01-01<b>",
        "reason": "It ends before it begins.",
        "code": "ends-before-start",
    }
    return opened(
        chromium,
        dutybound.report.write(Result(rows, [error]), tmp_path / "report.html", teams={**TEAMS, evil: evil}).html,
    )


def cells(driver, table, column):
    """The first lines of a column's cells, all read at one moment: the page may be about to write its table anew."""
    read = "return [...document.querySelectorAll(arguments[0])].map(row => row.querySelectorAll('th, td')[arguments[1]].innerText)"
    return [text.strip().split("\n")[0] for text in driver.execute_script(read, f"{table} tbody tr", column)]


def said(driver, view="findings"):
    return driver.find_element(By.CSS_SELECTOR, f"#view-{view} [role=status]").text


def choose(driver, name, label):
    select = driver.find_element(By.ID, "filter-" + name)
    next(option for option in select.find_elements(By.TAG_NAME, "option") if option.text == label).click()


def test_loads_without_a_complaint_and_asks_for_nothing(page):
    assert page.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = [
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    ]
    assert [url for url in asked if not url.startswith("data:")] == [page.current_url]


def test_a_connection_is_refused_by_the_page_itself(page):
    page.set_script_timeout(20)
    found = page.execute_async_script("""
        var done = arguments[arguments.length - 1], found = [];
        addEventListener('securitypolicyviolation', function (event) { found.push(event.effectiveDirective); if
        (found.length === 3) done(found.sort()); });
        fetch('https://example.org/').catch(function () {});
        var image = new Image(); image.src = 'https://example.org/x.png';
        var script = document.createElement('script'); script.textContent = 'window.broken = 1';
        document.body.append(script);""")
    assert found == ["connect-src", "img-src", "script-src-elem"]
    assert page.execute_script("return window.broken") is None


def test_what_needs_action_is_shown_first_most_urgent_first(page):
    assert cells(page, "#view-findings", 0)[:3] == ["A1", "A4", "A1"]
    assert cells(page, "#view-findings", 3) == ["Overdue", "Overdue", "Due", "Due"]
    assert said(page) == "4 findings, all shown."


def test_nothing_in_the_data_becomes_markup(page):
    choose(page, "status", "Any")
    assert page.find_elements(By.CSS_SELECTOR, "main img, dialog img, main tbody b") == []
    assert "onerror=alert(1)" in page.find_element(By.CSS_SELECTOR, "#view-findings tbody").text
    assert "2020-01-01<b>" in page.find_element(By.ID, "error-browser").text


def test_filters_meet_and_are_told(page):
    choose(page, "status", "Any")
    assert said(page) == "14 findings, all shown."
    choose(page, "team", "North")
    assert said(page) == "4 findings, all shown."
    choose(page, "rule", "Initial child protection conference in 15 working days")
    assert sorted(cells(page, "#view-findings", 3)) == ["Done late", "Due"]
    page.find_element(By.ID, "filter-text").send_keys("a2")
    page.find_element(By.ID, "filter-text").send_keys(Keys.ENTER)
    assert cells(page, "#view-findings", 3) == ["Done late"]
    page.find_element(By.ID, "filter-text").send_keys(" nothing")
    page.find_element(By.ID, "filter-text").send_keys(Keys.ENTER)
    assert said(page) == "No findings with these filters."
    page.find_element(By.XPATH, "//button[text()='Clear the filters']").click()
    assert said(page) == "4 findings, all shown."


def test_what_could_not_be_judged_can_be_listed_with_what_is_missing(page):
    choose(page, "status", "Could not be judged, for any reason")
    assert sorted(cells(page, "#view-findings", 0)) == ["A10", "A10", "A10", "A3", "A3"]
    assert "episodes › child wishes recorded" in page.find_element(By.CSS_SELECTOR, "#view-findings tbody").text


def test_sorting_goes_both_ways_counts_numbers_in_ids_and_is_told(page):
    choose(page, "status", "Any")
    button = page.find_element(By.XPATH, "//div[@id='view-findings']//thead//button[text()='Child']")
    head = button.find_element(By.XPATH, "..")
    button.click()
    up = [name for name in cells(page, "#view-findings", 0) if name.startswith("A")]
    assert (
        head.get_attribute("aria-sort") == "ascending"
        and up == ["A1"] * 2 + ["A2"] * 2 + ["A3"] * 3 + ["A4"] * 3 + ["A10"] * 3
    )
    button.click()
    down = [name for name in cells(page, "#view-findings", 0) if name.startswith("A")]
    assert head.get_attribute("aria-sort") == "descending" and down == up[::-1]
    page.find_element(By.XPATH, "//div[@id='view-findings']//thead//button[text()='Last day']").click()
    assert head.get_attribute("aria-sort") is None
    days = cells(page, "#view-findings", 4)
    assert days[0] == "Mon 31 Mar 2025" and days[-4:] == [""] * 4, "what has no day stays at the end"


def test_children_are_counted_by_the_findings_that_pass(page):
    choose(page, "status", "Any")
    page.find_element(By.CSS_SELECTOR, "input[value=children]").click()
    assert said(page, "children") == "6 children, all shown."
    rows = dict(
        zip(cells(page, "#view-children", 0), zip(*(cells(page, "#view-children", at) for at in range(2, 10))))
    )
    assert rows["A1"] == ("1", "0", "1", "Fri 13 Mar 2026", "0", "0", "0", "2")
    assert rows["A2"] == ("0", "0", "0", "", "1", "1", "0", "2")
    assert rows["A3"] == ("0", "0", "1", "Mon 1 Jun 2026", "0", "0", "2", "3")
    assert rows["A10"] == ("0", "0", "0", "", "0", "0", "3", "3")


def test_a_timeline_opens_and_closes_by_keyboard_alone(page):
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert page.switch_to.active_element.text == "Skip to the content"
    for _ in range(60):
        page.switch_to.active_element.send_keys(Keys.TAB)
        if page.switch_to.active_element.text == "A1":
            break
    button = page.switch_to.active_element
    assert page.execute_script("return getComputedStyle(arguments[0]).outlineStyle", button) == "solid"
    button.send_keys(Keys.ENTER)
    dialog = page.find_element(By.ID, "child")
    assert dialog.get_attribute("open") and dialog.accessible_name == "Child A1"
    assert page.switch_to.active_element.text == "Close"
    clocks = [clock.text for clock in dialog.find_elements(By.CSS_SELECTOR, ".clocks li")]
    assert len(clocks) == 2 and clocks[0].startswith("Conclude an assessment in 45 working days Overdue a1")
    assert (
        "Began Mon 1 Dec 2025. Last day Fri 6 Feb 2026. Not done on Fri 6 Mar 2026: 20 working days late. the "
        "arithmetic of wt23-assess-45wd." in clocks[0]
    )
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert dialog.get_attribute("open") is None
    assert page.switch_to.active_element == button


def test_a_timeline_names_the_holidays_that_its_clock_stepped_over(page):
    choose(page, "status", "Any")
    page.find_element(By.XPATH, "//div[@id='view-findings']//tbody//button[text()='A2']").click()
    clocks = [clock.text for clock in page.find_elements(By.CSS_SELECTOR, ".clocks li")]
    assert (
        "Done Wed 30 Apr 2025, 6 working days early. Skipped: Good Friday Fri 18 Apr 2025, Easter Monday Mon 21 Apr "
        "2025, Early May bank holiday Mon 5 May 2025." in clocks[0]
    )
    assert "Done Wed 2 Apr 2025, 2 working days late." in clocks[1] and "Skipped" not in clocks[1]
    assert len(page.find_elements(By.CSS_SELECTOR, ".clocks li:first-child .holiday")) == 3


def test_what_a_child_lacks_is_listed_when_it_is_asked_for(page):
    choose(page, "status", "Any")
    page.find_element(By.XPATH, "//div[@id='view-findings']//tbody//button[text()='A10']").click()
    fold = page.find_element(By.CSS_SELECTOR, "#child details")
    assert fold.find_elements(By.TAG_NAME, "li") == []
    fold.find_element(By.TAG_NAME, "summary").click()
    WebDriverWait(page, 10).until(lambda _: len(fold.find_elements(By.TAG_NAME, "li")) == 2)
    assert "Not recorded: episodes › child wishes recorded; episodes › child identity recorded" in fold.text


def test_every_control_has_a_name(page):
    choose(page, "status", "Any")
    page.find_element(By.XPATH, "//div[@id='view-findings']//tbody//button[text()='A1']").click()
    nodes = page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    page.execute_script("document.getElementById('child').close()")
    nodes += page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    wanted = {
        "button",
        "link",
        "combobox",
        "searchbox",
        "radio",
        "dialog",
        "region",
        "navigation",
        "search",
        "table",
        "img",
        "image",
        "DisclosureTriangle",
        "columnheader",
        "rowheader",
    }
    of_kind = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in wanted
    ]
    assert {"button", "link", "combobox", "searchbox", "radio", "dialog", "table"} <= {kind for kind, _ in of_kind}
    assert [kind for kind, name in of_kind if not name.strip()] == []


def test_the_chart_tells_what_its_table_tells(page):
    chart = page.find_element(By.ID, "work-drawing")
    assert chart.find_elements(
        By.CSS_SELECTOR, "svg path"
    ) and "Overdue and falling due by team" in chart.get_attribute("aria-label")
    head = [cell.text for cell in page.find_elements(By.CSS_SELECTOR, "#work details:first-of-type thead th")]
    lines = {
        line.find_element(By.TAG_NAME, "th").text: [cell.text for cell in line.find_elements(By.TAG_NAME, "td")]
        for line in page.find_elements(By.CSS_SELECTOR, "#work details:first-of-type tbody tr")
    }
    assert head[:4] == ["Team", "Overdue", "Overdue unless excused", "This week, to Sun 8 Mar 2026"] and len(head) == 10
    assert lines["North"] == ["1", "0", "0", "1", "0", "0", "0", "0", "2"]
    assert lines["No team given"] == ["1", "0", "0", "0", "0", "0", "0", "0", "1"]
    assert page.find_elements(By.CSS_SELECTOR, "#work-drawing img, #work-drawing script") == []
    assert lines["All"] == ["2", "0", "0", "1", "1", "0", "0", "0", "4"]


def test_counts_at_the_top_lead_to_their_findings(page):
    link = page.find_element(By.CSS_SELECTOR, "a[data-show=overdue]")
    assert link.text.split() == ["2", "overdue"]
    link.click()
    assert (
        set(cells(page, "#view-findings", 3)) == {"Overdue"}
        and page.find_element(By.ID, "filter-status").get_attribute("value") == "overdue"
    )
    page.find_element(By.CSS_SELECTOR, "#statuses a[data-show=met_late]").click()
    assert cells(page, "#view-findings", 3) == ["Done late"]


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_sticks_out_sideways(page, width):
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def luminance(colour):
    channels = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page, scheme):
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    try:
        choose(page, "status", "Any")
        pairs = page.execute_script("""
            var found = {};
            document.querySelectorAll('body *').forEach(function (at) {
              if (at.closest('svg') || !Array.prototype.some.call(at.childNodes, function (n) { return n.nodeType === 3
              && n.data.trim(); }) || !at.checkVisibility()) return;
              for (var under = at, ground = ''; under && (!ground || ground === 'rgba(0, 0, 0, 0)'); under =
              under.parentElement) ground = getComputedStyle(under).backgroundColor;
              found[getComputedStyle(at).color + '|' + ground] = at.tagName + '.' + at.className;
            });
            return found;""")
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert len(pairs) > 4
    for pair, where in pairs.items():
        bright, dim = sorted((luminance(colour) for colour in pair.split("|")), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, (pair, where)


def test_five_thousand_children_do_not_fill_the_page(chromium, tmp_path):
    rows = many(5000)
    written = dutybound.report.write(
        Result(rows), tmp_path / "report.html", teams={f"C{n:05d}": f"Team {n % 8}" for n in range(5000)}, explain=False
    )
    assert written.html.stat().st_size < 15_000_000
    opened(chromium, written.html)
    assert chromium.get_log("browser") == []
    assert chromium.execute_script("return document.querySelectorAll('*').length") < 8000
    choose(chromium, "status", "Any")
    assert said(chromium).startswith(f"{len(rows):,} findings, rows 1 to 50 shown")
    next_page = chromium.find_element(By.XPATH, "//div[@id='view-findings']//button[text()='Next page']")
    next_page.click()
    assert "rows 51 to 100 shown" in said(chromium)
    for status, words in (("overdue", "Overdue"), ("met_late", "Done late"), ("indeterminate", "Could not be judged")):
        choose(chromium, "status", words)
        assert said(chromium).startswith(f"{sum(row['status'] == status for row in rows):,} findings")
    assert chromium.execute_script("return document.querySelectorAll('*').length") < 8000


def test_without_a_script_the_numbers_and_the_overdue_list_can_be_read(tmp_path):
    written = dutybound.report.write(Result(some()), tmp_path / "report.html", teams=TEAMS)
    driver = browser(tmp_path / "profile", script=False)
    try:
        driver.get(written.html.as_uri())
        assert driver.find_element(By.ID, "overdue-list").is_displayed()
        assert cells(driver, "#overdue-list", 0) == ["A1", "A4"]
        assert "need the script of this page" in driver.find_element(By.ID, "findings").text
        assert not driver.find_element(By.ID, "browser").is_displayed()
    finally:
        driver.quit()


def test_paper_gets_the_table_and_no_controls(page):
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert page.find_element(By.CSS_SELECTOR, "#view-findings table").is_displayed()
        assert not page.find_element(By.ID, "filter-text").is_displayed()
        assert not page.find_element(By.TAG_NAME, "header").is_displayed()
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
