"""Findings as JUnit XML: a test for each rule that ran, failed once for each of its findings.

What a comment allows or the baseline lists is a test that was skipped, with the reason.

Source: the format has no standard; this is what Jenkins, GitLab and CircleCI read in common.
"""

import re
from xml.etree import ElementTree

from pgcordon.lint import LintResult
from pgcordon.model import Finding
from pgcordon.report.lint.locations import relative_path
from pgcordon.report.style import Style
from pgcordon.rules import all_rules

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, escaped or not. Source: XML 1.0, "Characters"."""


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """The document. A rule without findings is a test that passed, so that the report tells silence from absence."""
    suite = ElementTree.Element("testsuite", name="pgcordon lint", errors="0")
    for finding in result.findings:
        _add_failure(_add_finding(suite, finding), finding)
    left_out = [(each.finding, each.reason) for each in result.suppressed]
    left_out += [(finding, "listed in the baseline") for finding in result.baselined]
    for finding, reason in left_out:
        ElementTree.SubElement(_add_finding(suite, finding), "skipped", message=_xml(reason))
    for name in sorted(result.rules - {finding.rule for finding in result.findings}):
        _add_test(suite, name, name)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(result.findings)))
    suite.set("skipped", str(len(left_out)))
    suites = ElementTree.Element("testsuites", name="pgcordon")
    suites.append(suite)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _add_test(suite: ElementTree.Element, rule: str, name: str) -> ElementTree.Element:
    family = all_rules()[rule].family
    return ElementTree.SubElement(suite, "testcase", classname=f"pgcordon.{family}", name=_xml(name))


def _add_finding(suite: ElementTree.Element, finding: Finding) -> ElementTree.Element:
    test = _add_test(suite, finding.rule, f"{finding.rule}: {finding.address}")
    if finding.span is not None:
        test.set("file", _xml(relative_path(finding.span)))
        test.set("line", str(finding.span.begins.line))
    return test


def _add_failure(test: ElementTree.Element, finding: Finding) -> None:
    failure = ElementTree.SubElement(test, "failure", type=finding.severity, message=_xml(finding.message))
    failure.text = _xml(f"{finding.span}: {finding.message}" if finding.span else finding.message)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
