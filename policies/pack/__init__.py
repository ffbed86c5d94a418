"""What serves the rules: reading resources, judging them, levels, waivers, and the servicer.

Everything that rules and settings need (`reader`, `verdict`, `rule`, `resource`, `stack`, `settings`) imports
neither pulumi nor pulumi_policy, so that validation and documentation can read the catalogue cheaply. Only
`policies`, `servicer` and `serve` talk to the SDK.
"""
