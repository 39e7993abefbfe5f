using Shop.Compose.Tests.Engine;
using Shop.Local.Stack;

namespace Shop.Compose.Tests;

public sealed class YamlTests
{
    [Fact]
    public async Task Every_yaml_file_of_the_stack_passes_yamllint()
    {
        var (code, output) = await new Docker(host: null).TryProgramAsync("yamllint", "--strict", "docker-compose.yml", Path.Combine(Repository.Root, "ops"));

        Assert.True(code == 0, output);
    }
}
