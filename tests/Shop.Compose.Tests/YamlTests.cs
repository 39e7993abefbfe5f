using Shop.Compose.Tests.Engine;

namespace Shop.Compose.Tests;

public sealed class YamlTests
{
    [Fact]
    public async Task Every_yaml_file_passes_yamllint()
    {
        var (code, output) = await new Docker(host: null).TryProgramAsync("yamllint", "--strict", ".");

        Assert.True(code == 0, output);
    }
}
