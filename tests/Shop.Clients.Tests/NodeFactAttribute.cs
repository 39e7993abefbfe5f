namespace Shop.Clients.Tests;

/// <summary>
/// Needs node, npm and what is named besides. Without them the test is skipped on a laptop, and fails where CI=true: there they must not
/// be missing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute(params string[] besides)
    {
        var missing = NodeProgram.Needed.Concat(besides).Where(program => !NodeProgram.IsOnPath(program)).ToList();
        if (missing.Count > 0 && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Skip = $"{string.Join(" and ", missing)} can't be found: install node with npm, and chromium.";
        }
    }
}
