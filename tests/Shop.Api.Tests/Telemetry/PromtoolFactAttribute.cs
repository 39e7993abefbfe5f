namespace Shop.Api.Tests.Telemetry;

/// <summary>Needs promtool. Without it the test is skipped on a laptop, and fails where CI=true: there it must not be missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute()
    {
        if (!Promtool.IsInstalled && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Skip = "promtool is not installed: apt-get install prometheus";
        }
    }
}
