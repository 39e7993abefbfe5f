namespace Shop.Clients.Tests;

/// <summary>Needs node and npm. Without them the test is skipped on a laptop, and fails where CI=true: there they must not be missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!NodeProgram.IsInstalled && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Skip = "node and npm are not installed: apt-get install nodejs npm, or https://nodejs.org";
        }
    }
}
