"""Production data is copied every day, whoever forgets it."""

from ..guardrail import Guardrail
from ..kinds import PolicyType
from ..settings import Facts

ASSIGN = "@@assign"
VAULT = "Default"  # AWS Backup makes it in each account, with this role
ROLE = "arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole"


def _configures(facts: Facts) -> dict[str, object]:
    return {
        "plans": {
            "daily": {
                "regions": {ASSIGN: [facts.home]},
                "rules": {
                    "daily": {
                        "schedule_expression": {ASSIGN: "cron(0 3 ? * * *)"},
                        "start_backup_window_minutes": {ASSIGN: "60"},
                        "complete_backup_window_minutes": {ASSIGN: "480"},
                        "target_backup_vault_name": {ASSIGN: VAULT},
                        "lifecycle": {"delete_after_days": {ASSIGN: "35"}},
                    }
                },
                "selections": {
                    "tags": {
                        "production": {
                            "iam_role_arn": {ASSIGN: ROLE},
                            "tag_key": {ASSIGN: "environment"},
                            "tag_value": {ASSIGN: ["production"]},
                        }
                    }
                },
            }
        }
    }


GUARDRAIL = Guardrail(
    id="daily-backup",
    type=PolicyType.BACKUP,
    why="The backup that somebody meant to set up is the one that is missing.",
    fix="Tag what must be copied with environment: production.",
    units=("Workloads/Production",),
    controls=("FSBP Backup.1", "NIST-800-53 CP-9"),
    configures=_configures,
)
